/** See the demo README. */
package dev.clew.demo.orders;
