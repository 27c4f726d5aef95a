package ayatori.rules;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import java.util.Set;

/** A kind of access to the world outside the program. Only the classes that a module names as seams may have it. */
public enum Access {
    /** Reading the time, or sleeping. */
    CLOCK,
    /** Randomness without a seed. */
    RANDOMNESS,
    /** Opening or using a socket, and resolving names. */
    SOCKET,
    /** Opening, reading, writing or looking up a file. */
    FILE,
    /** Starting another process. */
    PROCESS;

    private static final Set<String> SOCKET_TYPES = Set.of(
            "java.net.Socket",
            "java.net.ServerSocket",
            "java.net.DatagramSocket",
            "java.net.MulticastSocket",
            "java.net.URLConnection",
            "java.net.HttpURLConnection",
            "java.nio.channels.SocketChannel",
            "java.nio.channels.ServerSocketChannel",
            "java.nio.channels.DatagramChannel",
            "java.nio.channels.AsynchronousSocketChannel",
            "java.nio.channels.AsynchronousServerSocketChannel",
            "java.nio.channels.Selector",
            "java.nio.channels.spi.SelectorProvider",
            "javax.net.SocketFactory",
            "javax.net.ssl.SSLSocketFactory",
            "com.sun.net.httpserver.HttpServer");

    private static final Set<String> FILE_TYPES = Set.of(
            "java.io.RandomAccessFile",
            "java.io.FileInputStream",
            "java.io.FileOutputStream",
            "java.io.FileReader",
            "java.io.FileWriter",
            "java.nio.file.Files",
            "java.nio.channels.FileChannel",
            "java.nio.channels.AsynchronousFileChannel",
            "java.util.zip.ZipFile",
            "java.util.jar.JarFile");

    private static final Set<String> FILE_QUERIES =
            Set.of("exists", "isFile", "isDirectory", "length", "lastModified", "list", "listFiles");

    private static final Set<String> FILE_CHANGES =
            Set.of("createNewFile", "createTempFile", "delete", "deleteOnExit", "mkdir", "mkdirs", "renameTo");

    /** Whether a call of this method or constructor is such an access. */
    boolean isMadeBy(CodeUnitAccessTarget target) {
        return switch (this) {
            case CLOCK -> readsClock(target);
            case RANDOMNESS -> isRandom(target);
            case SOCKET -> usesSocket(target);
            case FILE -> usesFile(target);
            case PROCESS -> startsProcess(target);
        };
    }

    private static boolean readsClock(CodeUnitAccessTarget target) {
        String name = target.getName();
        return switch (owner(target)) {
            case "java.lang.System" -> name.equals("nanoTime") || name.equals("currentTimeMillis");
            case "java.lang.Thread", "java.util.concurrent.TimeUnit" -> name.equals("sleep");
            case "java.time.Clock", "java.time.InstantSource" -> name.startsWith("system") || name.startsWith("tick");
            case "java.util.Date" -> withoutArguments(target) && name.equals("<init>");
            case "java.util.Calendar" -> name.equals("getInstance");
            default -> owner(target).startsWith("java.time.") && name.equals("now");
        };
    }

    private static boolean isRandom(CodeUnitAccessTarget target) {
        return switch (owner(target)) {
            case "java.lang.Math" -> target.getName().equals("random");
            case "java.util.UUID" -> target.getName().equals("randomUUID");
            case "java.util.concurrent.ThreadLocalRandom", "java.security.SecureRandom" -> true;
            case "java.util.Random", "java.util.SplittableRandom" ->
                target.getName().equals("<init>") && withoutArguments(target);
            case "java.util.random.RandomGenerator" ->
                target.getName().equals("of") || target.getName().equals("getDefault");
            case "java.util.Collections" ->
                target.getName().equals("shuffle")
                        && target.getRawParameterTypes().size() == 1;
            default -> false;
        };
    }

    private static boolean usesSocket(CodeUnitAccessTarget target) {
        String owner = owner(target);
        return SOCKET_TYPES.contains(owner)
                || owner.startsWith("java.net.http.")
                || owner.startsWith("io.netty.bootstrap.")
                || owner.startsWith("io.netty.channel.socket.nio.")
                || (owner.equals("java.net.InetAddress") && target.getName().matches("get(All)?ByName|getLocalHost"))
                || (owner.equals("java.net.URL") && target.getName().startsWith("open"));
    }

    private static boolean usesFile(CodeUnitAccessTarget target) {
        String owner = owner(target);
        boolean named = target.getName().equals("<init>")
                && !target.getRawParameterTypes().isEmpty()
                && Set.of("java.io.File", "java.lang.String")
                        .contains(target.getRawParameterTypes().getFirst().getName());
        return FILE_TYPES.contains(owner)
                || (owner.equals("java.io.File")
                        && (FILE_QUERIES.contains(target.getName()) || FILE_CHANGES.contains(target.getName())))
                || (named
                        && Set.of("java.io.PrintStream", "java.io.PrintWriter").contains(owner));
    }

    private static boolean startsProcess(CodeUnitAccessTarget target) {
        return (owner(target).equals("java.lang.ProcessBuilder")
                        && target.getName().startsWith("start"))
                || (owner(target).equals("java.lang.Runtime")
                        && target.getName().equals("exec"));
    }

    private static boolean withoutArguments(CodeUnitAccessTarget target) {
        return target.getRawParameterTypes().isEmpty();
    }

    private static String owner(AccessTarget target) {
        return target.getOwner().getName();
    }
}
