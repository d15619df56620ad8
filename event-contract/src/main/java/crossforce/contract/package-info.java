/** The published language of Crossforce: ids and values that mean the same in every service. */
package crossforce.contract;
