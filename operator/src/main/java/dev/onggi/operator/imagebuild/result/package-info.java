/** What a build Pod runs, and what it tells when it ends: the two scripts, and pure parsers of their last words. */
package dev.onggi.operator.imagebuild.result;
