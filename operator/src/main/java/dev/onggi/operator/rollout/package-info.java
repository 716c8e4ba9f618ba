/** Pure: is a roll-out complete, and what is wrong with its Pods. */
package dev.onggi.operator.rollout;
