/** A complete listener to start from: it keeps each message as two files in a directory. */
package org.postern.example;
