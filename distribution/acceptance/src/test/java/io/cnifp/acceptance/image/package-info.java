/** The image as a runtime and an administrator meet it: launchers, standard streams, installer. */
package io.cnifp.acceptance.image;
