package ayatori.async;

import ayatori.rules.Access;
import ayatori.rules.ArchitectureRules;
import ayatori.rules.ModuleRules;

final class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super(ModuleRules.of("ayatori.async")
                .runsItsSnippets()
                .layers("", "file", "net", "process", "management", "testing")
                .seam(Access.CLOCK, "Clock", "WorkerThreads")
                .seam(Access.FILE, "file.SystemDisk", "net.SocketListener")
                .seam(
                        Access.SOCKET,
                        "net.SelectorDriver",
                        "net.SocketDatagrams",
                        "net.SocketListener",
                        "net.SocketNetwork",
                        "net.SocketTransport")
                .seam(Access.PROCESS, "process.Subprocess")
                .longFiles(
                        "Async",
                        "Composition",
                        "EventLoop",
                        "AsyncFile",
                        "AsyncFiles",
                        "StreamReader",
                        "RandomProgram",
                        "AsyncFileSimTest"));
    }
}
