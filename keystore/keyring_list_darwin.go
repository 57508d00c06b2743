package keystore

// listKeyring cannot be had here: the tool that go-keyring talks to lists all
// of a Keychain or nothing, and may ask the user for each item.
func listKeyring(string) ([]string, error) { return nil, ErrNotListable }
