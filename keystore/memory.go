package keystore

import (
	"context"
	"maps"
	"slices"
	"sync"
)

// InMemory is a [Secrets] that ends with the process.
type InMemory struct {
	mu          sync.Mutex
	credentials map[string]Credential
}

// Memory returns an empty backend that ends with the process.
func Memory() *InMemory { return &InMemory{credentials: map[string]Credential{}} }

// Get returns the credential of an account, or [ErrNotFound].
func (m *InMemory) Get(_ context.Context, account string) (Credential, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	c, ok := m.credentials[account]
	if !ok {
		return Credential{}, ErrNotFound
	}
	return c, nil
}

// Set stores the credential of an account, in place of any other.
func (m *InMemory) Set(_ context.Context, account string, c Credential) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.credentials[account] = c
	return nil
}

// Delete deletes the credential of an account, or returns [ErrNotFound].
func (m *InMemory) Delete(_ context.Context, account string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.credentials[account]; !ok {
		return ErrNotFound
	}
	delete(m.credentials, account)
	return nil
}

// Accounts returns the names of all accounts, sorted.
func (m *InMemory) Accounts(context.Context) ([]string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Sorted(maps.Keys(m.credentials)), nil
}
