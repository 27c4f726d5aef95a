package ayatori.async.management;

import ayatori.async.EventLoop;

/**
 * The task trees of a JVM as a management bean, for {@code ayatori tasks} and other JMX tools.
 *
 * {@snippet :
 * var bean = new ayatori.async.management.TaskTrees();
 * var name = new javax.management.ObjectName("ayatori.async:type=TaskTrees");
 * java.lang.management.ManagementFactory.getPlatformMBeanServer().registerMBean(bean, name);
 * }
 *
 * <p>Nothing registers it beforehand, which would cost every program the start of the management server: a JMX client
 * creates it by its class name when it wants to look ({@code MBeanServerConnection.createMBean}).
 */
public final class TaskTrees implements TaskTreesMBean {
    /** Creates the bean; it has no state. */
    public TaskTrees() {}

    @Override
    public String getText() {
        return EventLoop.taskTrees();
    }
}
