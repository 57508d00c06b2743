package loopback_test

import (
	"net/http"
	"testing"

	"periscope/slackapi/loopback"
)

func TestPages(t *testing.T) {
	t.Parallel()
	const host = "127.0.0.1:8765"
	for name, test := range map[string]struct {
		header              map[string]string
		page, foreign, link bool
	}{
		"a program":             {nil, false, false, false},
		"Node's fetch":          {map[string]string{"Sec-Fetch-Mode": "cors"}, false, false, false},
		"a typed address":       {map[string]string{"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, false, false, true},
		"its own page":          {map[string]string{"Sec-Fetch-Site": "same-origin", "Origin": "http://" + host}, true, false, false},
		"another page":          {map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}, true, true, false},
		"another port":          {map[string]string{"Sec-Fetch-Site": "same-site"}, true, true, false},
		"an old browser":        {map[string]string{"Origin": "https://evil.example"}, true, true, false},
		"no origin":             {map[string]string{"Origin": "null"}, true, true, false},
		"over TLS":              {map[string]string{"Origin": "https://" + host}, true, true, false},
		"a link":                {map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, true, true, true},
		"a frame":               {map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}, true, true, false},
		"a form that is posted": {map[string]string{"Origin": "null", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, true, true, false},
	} {
		r := &http.Request{Method: http.MethodGet, Host: host, Header: http.Header{}}
		for name, value := range test.header {
			r.Header.Set(name, value)
		}
		page, foreign, link := loopback.OfAPage(r.Header), loopback.OfAnotherSite(r.Header, host), loopback.FollowsALink(r)
		if page != test.page || foreign != test.foreign || link != test.link {
			t.Errorf("%s: a page %t, of another site %t, a link %t", name, page, foreign, link)
		}
	}
}
