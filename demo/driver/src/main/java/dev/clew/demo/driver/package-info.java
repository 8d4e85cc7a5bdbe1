/** Starts the demo system under the agent, sends traffic and shows what arrived. */
package dev.clew.demo.driver;
