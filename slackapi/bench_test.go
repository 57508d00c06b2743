package slackapi

import (
	"fmt"
	"strings"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/text"
)

// conversationObjects are what pages are made of. Slack's own carry much that
// this program has no use for, and skipping it is most of the work.
var conversationObjects = map[string]string{
	"lean": `{"id":"C%08d","name":"project-%d","name_normalized":"project-%[2]d","is_channel":true,"is_group":false,
"is_im":false,"is_mpim":false,"is_private":false,"is_archived":false,"is_general":false,"is_member":true,
"creator":"U012A3CDE","created":1449252889,"num_members":4}`,
	"as Slack sends": `{"id":"C%08d","name":"project-%d","is_channel":true,"is_group":false,"is_im":false,
"created":1449252889,"creator":"U012A3CDE","is_archived":false,"is_general":false,"unlinked":0,"name_normalized":"project-%[2]d",
"is_shared":false,"is_ext_shared":false,"is_org_shared":false,"pending_shared":[],"is_pending_ext_shared":false,"is_member":true,
"is_private":false,"is_mpim":false,"topic":{"value":"What the project is about","creator":"","last_set":0},
"purpose":{"value":"Where those meet who work on it","creator":"","last_set":0},"previous_names":[],"num_members":4}`,
}

func conversationPage(object string, n int) string {
	var b strings.Builder
	b.WriteString(`{"ok":true,"channels":[`)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, object, i, i)
	}
	b.WriteString(`],"response_metadata":{"next_cursor":"dGVhbTpDMDYxRkE1UEI="}}`)
	return b.String()
}

// BenchmarkPage decodes, cleans and indexes a page of 1,000 conversations.
func BenchmarkPage(b *testing.B) {
	for name, object := range conversationObjects {
		b.Run(name, func(b *testing.B) {
			body := conversationPage(object, 1000)
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				var r conversationsReply
				if err := decodeBody(b, body, &r); err != nil {
					b.Fatal(err)
				}
				index := make(map[model.ResourceID]model.Resource, len(r.Conversations))
				for _, res := range r.resources() {
					index[res.ID] = res
				}
				if len(index) != 1000 {
					b.Fatal("conversations went missing")
				}
			}
		})
	}
}

// BenchmarkInfo decodes and cleans permissions on 100,000 resources.
func BenchmarkInfo(b *testing.B) {
	ids := make([]string, 100_000)
	for i := range ids {
		ids[i] = fmt.Sprintf(`"C%08d"`, i)
	}
	body := `{"ok":true,"info":{"channel":{"scopes":["chat:write"],"resources":{"ids":[` + strings.Join(ids, ",") + `]}}}}`
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		var r infoReply
		if err := decodeBody(b, body, &r); err != nil {
			b.Fatal(err)
		}
		if n := len(r.permissions().Grants[0].Resources.IDs); n != len(ids) {
			b.Fatalf("%d ids", n)
		}
	}
}

// BenchmarkBotUser puts the permissions of a bot together that is in 100,000
// channels, anew with each page of 999.
func BenchmarkBotUser(b *testing.B) {
	id := model.Identity{Team: model.Team{ID: "T1"}, ScopesSent: true, Scopes: []catalog.Scope{
		"channels:history", "channels:read", "chat:write", "files:read", "groups:read", "im:read", "reactions:read", "users:read",
	}}
	var pages [][]model.Resource
	for at := 0; at < 100_000; at += 999 {
		page := make([]model.Resource, min(999, 100_000-at))
		for i := range page {
			page[i] = model.Resource{Type: catalog.Channel, ID: model.ResourceID(fmt.Sprintf("C%08d", at+i))}
		}
		pages = append(pages, page)
	}
	b.ReportAllocs()
	for b.Loop() {
		in := newConversationIDs()
		var p model.Permissions
		for _, page := range pages {
			in.add(page)
			p = model.PermissionsOf(catalog.Bot, id, in.sets())
		}
		if n := len(p.On(catalog.Channel)[0].Resources.IDs); n != 100_000 {
			b.Fatalf("%d channels", n)
		}
	}
}

func BenchmarkClean(b *testing.B) {
	for name, s := range map[string]string{
		"plain":   "project-apollo-launch",
		"foreign": "プロジェクト計画",
		"hostile": "\x1b[2J\u202eevil\u0301\u0301\u0301\u0301\u0301\u0301",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				text.Clean(s)
			}
		})
	}
}
