package ayatori.broker;

import ayatori.rules.Access;
import ayatori.rules.ArchitectureRules;
import ayatori.rules.ModuleRules;

final class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super(ModuleRules.of("ayatori.broker")
                .layers("")
                .seam(Access.FILE, "BrokerLibraries", "BrokerProcess", "LocalBroker")
                .seam(Access.SOCKET, "LocalBroker")
                .seam(Access.PROCESS, "LocalBroker"));
    }
}
