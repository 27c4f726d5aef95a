import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Makes users with passwords for SCRAM, and gives them rights. Lines of the file: {@code user NAME PASSWORD}, and {@code allow NAME
 * topic|group|transactional_id PREFIX OPERATION,...}.
 */
final class Grant {
    public static void main(String[] arguments) throws Exception {
        var properties = new Properties();
        properties.put("bootstrap.servers", arguments[0]);
        List<UserScramCredentialAlteration> users = new ArrayList<>();
        List<AclBinding> rights = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(arguments[1]))) {
            String[] words = line.strip().split("\\s+");
            switch (words[0]) {
                case "user" -> users.add(new UserScramCredentialUpsertion(
                        words[1], new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), words[2]));
                case "allow" -> {
                    for (String operation : words[4].split(",")) {
                        rights.add(new AclBinding(
                                new ResourcePattern(ResourceType.fromString(words[2]), words[3], PatternType.PREFIXED),
                                new AccessControlEntry(
                                        "User:" + words[1],
                                        "*",
                                        AclOperation.fromString(operation),
                                        AclPermissionType.ALLOW)));
                    }
                }
                default -> {}
            }
        }
        try (Admin admin = Admin.create(Map.copyOf((Map) properties))) {
            admin.alterUserScramCredentials(users).all().get();
            admin.createAcls(rights).all().get();
        }
    }
}
