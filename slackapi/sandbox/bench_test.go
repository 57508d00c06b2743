package sandbox_test

import (
	"encoding/base64"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

const many = 100_000

func BenchmarkDemo(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		world.Demo(many)
	}
}

func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	w := world.Demo(many)
	for b.Loop() {
		sandbox.New(w, sandbox.Options{})
	}
}

// BenchmarkCall measures calls to a team of 100,000 resources.
func BenchmarkCall(b *testing.B) {
	w := world.Demo(many)
	acme := &w.Teams[0]
	var channels []model.ResourceID
	for _, c := range acme.Conversations {
		if c.Type == catalog.Channel {
			channels = append(channels, c.ID)
		}
	}
	acme.Installs = append(acme.Installs, world.Install{
		Token: "xoxa-sandbox-listed",
		Grants: []model.Grant{{
			Type: catalog.Channel, Scopes: []catalog.Scope{"conversations:read"},
			Resources: model.ResourceSet{IDs: channels},
		}},
	})
	s := sandbox.New(w, sandbox.Options{Now: sandboxtest.AdvancingClock()})
	far := base64.StdEncoding.EncodeToString([]byte("team:C0AAAAAAA"))
	for _, bench := range []struct{ name, token, query string }{
		{"info/wildcard", sandboxtest.AcmeToken, "apps.permissions.info"},
		{"info/listed", "xoxa-sandbox-listed", "apps.permissions.info"},
		{"resources", sandboxtest.AcmeToken, "apps.permissions.resources.list?limit=999&cursor=" + far},
		{"resources/listed", "xoxa-sandbox-listed", "apps.permissions.resources.list?limit=999&cursor=" + far},
		{"conversations", sandboxtest.AcmeToken, "conversations.list?limit=999&cursor=" + far},
		{"conversation", sandboxtest.AcmeToken, "conversations.info?channel=" + string(channels[many/2])},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			r := httptest.NewRequestWithContext(b.Context(), http.MethodGet, "/api/"+bench.query, http.NoBody)
			r.Header.Set("Authorization", "Bearer "+bench.token)
			for b.Loop() {
				s.ServeHTTP(httptest.NewRecorder(), r)
			}
		})
	}
}

// BenchmarkChange adds a resource to a token that reaches 100,000 by id, and
// takes it away again.
func BenchmarkChange(b *testing.B) {
	w := world.Demo(many)
	acme := &w.Teams[0]
	channels := &acme.Installs[0].Grants[1].Resources
	*channels = model.ResourceSet{}
	for _, c := range acme.Conversations {
		if c.Type == catalog.Channel {
			channels.IDs = append(channels.IDs, c.ID)
		}
	}
	s := sandbox.New(w, sandbox.Options{})
	one := sandboxtest.On(catalog.Channel, channels.IDs[many/2])
	b.ReportAllocs()
	for b.Loop() {
		if err := errors.Join(s.RemoveResources(sandboxtest.AcmeID, one), s.AddResources(sandboxtest.AcmeID, one)); err != nil {
			b.Fatal(err)
		}
	}
}
