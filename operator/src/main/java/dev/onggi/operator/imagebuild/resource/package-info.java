/** Pure factories of the objects that an ImageBuild makes: values in, values out. */
package dev.onggi.operator.imagebuild.resource;
