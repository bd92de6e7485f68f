package org.postern.it;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The management beans of a server, as any console of this machine reaches them. */
final class Management {
    private Management() {}

    @SuppressWarnings("BanJNDI") // The server is our own process on loopback.
    static MBeanServerConnection of(ProcessHandle server) {
        try {
            VirtualMachine machine = VirtualMachine.attach(String.valueOf(server.pid()));
            try {
                JMXServiceURL url = new JMXServiceURL(machine.startLocalManagementAgent());
                return JMXConnectorFactory.connect(url).getMBeanServerConnection();
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
