/** See the demo README. */
package dev.clew.demo.shop;
