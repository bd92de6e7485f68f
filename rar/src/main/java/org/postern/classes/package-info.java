/** Files of classes, and what classes refer to. */
package org.postern.classes;
