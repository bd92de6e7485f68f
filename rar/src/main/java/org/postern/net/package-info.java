/**
 * Sockets and event loops: everything that knows Netty.
 *
 * <p>A {@link org.postern.net.Acceptor} is one bound address, a {@code ConversationDriver} leads one client through the
 * phases of its connection. Nothing here blocks an event loop: files are written by the executor that the owner provides, and complete
 * messages go to a {@link org.postern.net.MessageHandlerFactory}, which answers when it likes.
 */
package org.postern.net;
