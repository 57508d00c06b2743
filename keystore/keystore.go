// Package keystore keeps the tokens of the teams a user added, and the list of
// those teams.
//
// It promises that a token is written nowhere but where the user chose: the
// keyring of the operating system ([Keyring]), a file that is encrypted with a
// passphrase ([EncryptedFile]), or the memory of this process ([Memory]). It
// falls back from none of them to another. A keyring that is missing, locked or
// hung is an error with a next step, at most a few seconds away, and never a
// frozen program. Nothing here asks a person anything: what needs a passphrase
// says so, and is given it.
//
// A token that runs out is kept with what renews it, as one [Credential], and
// [Store.Renew] sees to it that a refresh token, which works once, is not wasted.
// The signing secret of the token's app may be kept with it ([Store.SetSigning]).
//
// The list of teams is a small file without secrets, so that listing teams
// asks no keyring. [Store] keeps the two in step: whenever a process dies
// between the two writes, the next change finds what was left behind and
// removes it; [Store.Examine] finds what else does not fit. A file that cannot
// be understood is reported and left alone, never overwritten.
package keystore

import (
	"context"
)

// Secrets is a place that holds one [Credential] for each account name.
//
// Get and Delete return [ErrNotFound] where there is none. Set replaces all that
// is there. All return the errors of this package, or that of a context that ended.
type Secrets interface {
	Get(ctx context.Context, account string) (Credential, error)
	Set(ctx context.Context, account string, c Credential) error
	Delete(ctx context.Context, account string) error
	// Accounts are the names of all accounts, sorted, or [ErrNotListable].
	Accounts(ctx context.Context) ([]string, error)
}
