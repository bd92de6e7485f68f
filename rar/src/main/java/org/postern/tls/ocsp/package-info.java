/**
 * What an authority says of its certificates (OCSP, RFC 6960): what is asked, and whether an answer can be believed. Asks nothing by
 * itself, and knows no time but the one that it is told.
 */
@NullMarked
package org.postern.tls.ocsp;

import org.jspecify.annotations.NullMarked;
