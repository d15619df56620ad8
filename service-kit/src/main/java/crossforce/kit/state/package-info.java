/** How the state of an aggregate is stored: one JSON document with a format version. */
package crossforce.kit.state;
