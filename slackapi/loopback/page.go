package loopback

import "net/http"

// Browsers say where the page comes from that has them send a request, see the Fetch Metadata
// of the W3C. They do so for addresses of this machine, also over plain HTTP. Programs that are
// no browsers say nothing of the kind.

// OfAPage reports whether a page in a browser sent a request.
func OfAPage(h http.Header) bool {
	site := h.Get("Sec-Fetch-Site")
	return h.Get("Origin") != "" || site != "" && site != "none" // "none": a person typed the address
}

// OfAnotherSite reports whether a page of another origin sent a request to a server that is
// reached at http://host.
func OfAnotherSite(h http.Header, host string) bool {
	origin, site := h.Get("Origin"), h.Get("Sec-Fetch-Site")
	return origin != "" && origin != "http://"+host || site == "cross-site" || site == "same-site"
}

// FollowsALink reports whether a person goes to the address, from whatever page: nothing of
// the answer is told to that page.
func FollowsALink(r *http.Request) bool {
	return r.Method == http.MethodGet && r.Header.Get("Origin") == "" &&
		r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
}
