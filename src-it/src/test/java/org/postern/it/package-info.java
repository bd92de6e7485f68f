/**
 * Postern in a real server. A test looks like this:
 *
 * <pre>{@code
 * @ExtendWith(ArquillianExtension.class)
 * class SomethingIT {
 *     @RegisterExtension
 *     final PosternServer server = new PosternServer();
 *
 *     private final int port = FreePorts.on("127.0.0.1");
 *
 *     @Test
 *     void aMailArrives() throws Exception {
 *         server.deploy(Ears.packaged(), Map.of("listen", "smtp://127.0.0.1:" + port));
 *         try (SmtpClient client = SmtpClient.connect("127.0.0.1", port)) {
 *             client.deliver("<a@example.org>", "<b@example.com>", "Subject: x\r\n\r\n");
 *         }
 *         assertThat(server.mailbox().awaitOne().content()).asString().startsWith("Subject: x");
 *     }
 * }
 * }</pre>
 *
 * <p>Arquillian starts one server for all test classes. What a test deployed and configured is gone after the test.
 */
package org.postern.it;
