package record_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"testing"

	"periscope/slackapi/record"
)

// secretOf makes up a secret that stands nowhere but where it was used.
func secretOf(seed uint64) []byte {
	dice := rand.New(rand.NewPCG(seed, 7))
	secret := make([]byte, 24)
	for i := range secret {
		secret[i] = "abcdefghijklmnopqrstuvwxyz"[dice.IntN(26)]
	}
	return secret
}

// pass has calls with made-up secrets pass: in headers, forms, JSON and replies.
func pass(o *record.Observer, seed uint64) {
	secret := string(secretOf(seed))
	r := request("chat.postMessage", form, "")
	r.Header.Set("Authorization", "Bearer xoxb-"+secret)
	observe(o, 7, r, "channel=C1&text="+secret+"&token=xoxb-"+secret, http.StatusOK, http.Header{}, `{"ok":true,"text":"`+secret+`"}`)
	observe(o, 7, request("chat.update", jsonBody, ""), fmt.Sprintf(`{"token":"xoxp-%s","text":%q}`, secret, secret), http.StatusOK,
		http.Header{}, `{"ok":false,"error":"x"}`)
}

// Of tokens and bodies nothing is in memory once a call has ended: the heap is searched.
func TestMemoryHoldsNoSecrets(t *testing.T) {
	o := newObserver()
	const seeds = 20
	for seed := range uint64(seeds) {
		pass(o, seed)
	}
	for range 3 {
		runtime.GC()
	}
	file, err := os.Create(filepath.Join(t.TempDir(), "heap"))
	if err != nil {
		t.Fatal(err)
	}
	debug.WriteHeapDump(file.Fd())
	_ = file.Close()
	heap, err := os.ReadFile(file.Name())
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(heap, []byte(o.Recording.Entries()[0].Method)) {
		t.Fatal("the dump does not have what is recorded: the search finds nothing")
	}
	for seed := range uint64(seeds) {
		if secret := secretOf(seed); bytes.Contains(heap, secret) {
			t.Errorf("secret %d is still there", seed)
		}
	}
	runtime.KeepAlive(o)
}
