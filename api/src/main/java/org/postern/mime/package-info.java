/** Helpers for those who read messages with Jakarta Mail. Nothing in {@code org.postern.api} depends on them. */
package org.postern.mime;
