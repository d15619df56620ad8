/** What all services share over HTTP: problems and their pages, paging, versions, creations. */
package crossforce.kit.http;
