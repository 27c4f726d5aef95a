package ayatori.cli;

import ayatori.crawler.HostOptions;
import java.util.List;

/** A command that uses what a file of settings says of single hosts. */
interface HostTables {
    /** Takes it, before the command is called. */
    void hosts(List<HostOptions> hosts);
}
