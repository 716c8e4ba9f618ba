/** The steps from a source to a running Pod, in their order: each looks at one thing and says whether to go on. */
package dev.onggi.operator.imagebuild.step;
