package ayatori.async.management;

/**
 * The task trees of a JVM as a management bean: the interface that JMX tools see. See {@link TaskTrees}.
 *
 * {@snippet :
 * ayatori.async.management.TaskTreesMBean bean = new ayatori.async.management.TaskTrees();
 * String trees = Async.toThread(bean::getText);
 * assert trees.contains("waits for another thread");
 * }
 */
public interface TaskTreesMBean {
    /** {@return the trees of all running loops, as {@code EventLoop.taskTrees} gives them} */
    String getText();
}
