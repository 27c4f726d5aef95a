package ayatori.cli;

import ayatori.rules.Access;
import ayatori.rules.ArchitectureRules;
import ayatori.rules.ModuleRules;

final class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super(ModuleRules.of("ayatori.cli")
                .uses(
                        "ayatori.async",
                        "ayatori.text",
                        "ayatori.web",
                        "ayatori.crawler",
                        "ayatori.export",
                        "ayatori.check",
                        "ayatori.report",
                        "ayatori.archive",
                        "ayatori.broker",
                        "ayatori.cluster",
                        "ayatori.demosite")
                .layers("")
                .seam(Access.CLOCK, "CheckCommand", "ClusterDevCommand", "CrawlCommand", "DemoCommand", "LogFile")
                .seam(
                        Access.FILE,
                        "AccessArguments",
                        "ContentArguments",
                        "ClusterDevCommand",
                        "CollectedIndex",
                        "CpuShare",
                        "CrawlFindings",
                        "DevNodes",
                        "FoundSettings",
                        "InitCommand",
                        "InputArguments",
                        "JobSummary",
                        "LogFile",
                        "NewFolder",
                        "Seeds",
                        "Settings",
                        "SettingsFile",
                        "StackMaps",
                        "Terminal",
                        "Training",
                        "Trees",
                        "TriedPage",
                        "TryCommand")
                .seam(Access.SOCKET, "ClusterNodeCommand")
                .seam(Access.PROCESS, "Browser", "OwnProgram", "Terminal")
                .longFiles("LauncherTest", "ProgramTest"));
    }
}
