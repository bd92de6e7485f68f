/** What stands in a message, whatever a stranger has sent. Nothing in {@code org.postern.api} depends on it. */
package org.postern.mime;
