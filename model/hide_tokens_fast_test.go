package model

import "testing"

// FuzzHideTokensFastPath: what is skipped without looking closely holds no token. The
// general way looks at all of the text.
func FuzzHideTokensFastPath(f *testing.F) {
	for _, seed := range []string{
		"", "-", "x-", "xox-", "a xoxb-abcd", "xoxe.xoxb-1-abcd", "XAPP-1-abcd", "xwfp-abcd", "a - b - xoxp-abcd-efgh", "100 % xoxb-abcd",
		`%78oxb-abcd`, `%2578oxb-abcd`, `\\u0078oxb-abcd`, `xo\x78b-abcd`, "xoxb%2dabcd", `xoxb\u002dabcd`, "xoxe%2exoxb-abcd", "xo%78%62-abcd", "xox\xff-abcd",
	} {
		f.Add(seed, uint8(leastTail))
		f.Add(seed, uint8(1))
	}
	f.Fuzz(func(t *testing.T, text string, least uint8) {
		n := int(least%leastTail) + 1
		if got, want := hideTokens(text, n, nil), hideTokensFrom(0, text, n, nil); got != want {
			t.Errorf("%q becomes %q, and in the general way %q", text, got, want)
		}
	})
}
