package org.postern.it;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.postern.run.DeploymentFailedException;

/**
 * An application server in a process of its own, as its administrator meets it. Each family has one class, which begins with
 * a fresh copy of the configuration that is shipped, opens ports on loopback only, and has {@link #HEAP}.
 *
 * <p>Each method returns when what it does is done, and throws an {@link IllegalStateException} with what the server says when it
 * is not.
 */
interface AppServer {
    /** For each of them the same, and little. */
    String HEAP = "-Xmx512m";

    /** Starts it, for the first time or again with all that it had. */
    void start();

    /** Ends it as its administrator does. */
    void stop();

    /** Ends it without a warning: no handler runs. */
    void kill();

    /** Deploys an application whose adapter gets these properties. */
    void deploy(Application application, Map<String, String> adapterProperties) throws DeploymentFailedException;

    /** Deploys the adapter by itself. */
    void deployAdapter(Map<String, String> properties) throws DeploymentFailedException;

    /** Deploys what uses the adapter that is deployed by itself. */
    void deployBeside(String application, Path archive) throws DeploymentFailedException;

    /** Undeploys an application. */
    void undeploy(String application);

    /** Undeploys the adapter that is deployed by itself. */
    void undeployAdapter();

    /** Changes a property of the adapter in a running application. */
    void change(String application, String property, String value);

    /** Makes a user of the realm that applications have by default. */
    void addUser(String name, String password, String group);

    /**
     * Puts a key and its certificate into the server's own key store.
     *
     * @return the properties with which the adapter finds it there
     */
    Map<String, String> importKey(TestKeyStore from, String alias);

    /**
     * Makes a data source of the server's own, in its transactions and without XA, for a database of the tests. Its pool looks whether a
     * connection is well before it gives it away.
     *
     * @param name a word
     * @return where adapters and beans find it
     */
    String addDataSource(String name, String url);

    /** Removes it, when what uses it is undeployed. */
    void removeDataSource(String name);

    /**
     * Lets transactions end after so many seconds, in what is deployed from now on.
     *
     * @param seconds zero for what the server has by default
     */
    void limitTransactions(int seconds);

    /**
     * Puts it, before its first start, into one data grid with others.
     *
     * @param own the port where it listens to them
     * @param all those of all
     * @return whether it has one that adapters find
     */
    default boolean joinGrid(int own, List<Integer> all) {
        return false;
    }

    /** What runs at the moment. */
    ProcessHandle process();

    /** What it logs, and has logged since its configuration was copied. */
    Path log();

    /** Where the example bean stores messages. */
    Path mailDirectory();
}
