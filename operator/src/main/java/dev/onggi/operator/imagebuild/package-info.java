/** Everything about the kind ImageBuild. */
package dev.onggi.operator.imagebuild;
