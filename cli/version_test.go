package cli

import (
	"runtime"
	"runtime/debug"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestVersion(t *testing.T) {
	t.Parallel()
	platform := runtime.GOOS + "/" + runtime.GOARCH
	built := runtime.Version() + ", " + platform
	for name, c := range map[string]struct {
		build *debug.BuildInfo
		want  versionDocument
		text  string
	}{
		"nothing is known": {
			build: nil,
			want:  versionDocument{Version: "(devel)"},
			text:  "(devel) (" + built + ")",
		},
		"built from a commit": {
			build: &debug.BuildInfo{
				Main: debug.Module{Version: "v0.1.0"},
				Settings: []debug.BuildSetting{
					{Key: "vcs.revision", Value: "0123456789abcdef0123"},
					{Key: "vcs.time", Value: "2026-01-02T03:04:05Z"},
					{Key: "vcs.modified", Value: "false"},
				},
			},
			want: versionDocument{Version: "v0.1.0", Commit: "0123456789abcdef0123", Date: "2026-01-02T03:04:05Z"},
			text: "v0.1.0 (commit 0123456789ab of 2026-01-02, " + built + ")",
		},
		"built from a changed tree": {
			build: &debug.BuildInfo{
				Main:     debug.Module{Version: "v0.1.0+dirty"},
				Settings: []debug.BuildSetting{{Key: "vcs.revision", Value: "0123456789abcdef0123"}, {Key: "vcs.modified", Value: "true"}},
			},
			want: versionDocument{Version: "v0.1.0+dirty", Commit: "0123456789abcdef0123", Modified: true},
			text: "v0.1.0+dirty (commit 0123456789ab, changed since, " + built + ")",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.want.Schema, c.want.Go, c.want.Platform = "periscope.version/v1", runtime.Version(), platform
			got := versionOf(c.build)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			if got.String() != c.text {
				t.Errorf("reads %q, want %q", got, c.text)
			}
		})
	}
}
