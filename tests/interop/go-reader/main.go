// Command go-reader reads an index the way cozypkg does, so that tests can compare what this
// project's engine accepts with what the Go client gets.
//
// It has three modes:
//
//	go-reader index DIR         prints {"file","entry","error"} for every YAML file below DIR
//	go-reader search DIR TERM   prints the entries whose name, description or tags hold TERM,
//	                            in any case, and stops at the first bad file as the client does
//	go-reader scalars           reads NUL-separated plain scalars from standard input and prints
//	                      {"value","error"} for what `d: <scalar>` decodes to, in the same order
//
// In its first mode it does not stop at a bad file: it reports each one and goes on.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"sigs.k8s.io/yaml"
)

// entry holds the eight fields of an index entry. The decoder is strict: it knows no others.
type entry struct {
	Name        string   `json:"name"`
	OCIRef      string   `json:"ociRef"`
	Version     string   `json:"version"`
	Description string   `json:"description"`
	Homepage    string   `json:"homepage"`
	Maintainer  string   `json:"maintainer"`
	Tags        []string `json:"tags"`
	Signing     signing  `json:"signing"`
}

type signing struct {
	Identity string `json:"identity"`
	Issuer   string `json:"issuer"`
}

// fileResult is one line of the index mode: either the entry or the error is null.
type fileResult struct {
	File  string  `json:"file"`
	Entry *entry  `json:"entry"`
	Error *string `json:"error"`
}

// scalarResult is one line of the scalars mode: either the value or the error is null.
type scalarResult struct {
	Value *string `json:"value"`
	Error *string `json:"error"`
}

func main() {
	if err := run(os.Args[1:], os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string, in io.Reader, out io.Writer) error {
	encoder := json.NewEncoder(out)
	switch {
	case len(args) == 2 && args[0] == "index":
		return readIndex(args[1], encoder)
	case len(args) == 3 && args[0] == "search":
		return search(args[1], args[2], encoder)
	case len(args) == 1 && args[0] == "scalars":
		return readScalars(in, encoder)
	default:
		return errors.New("usage: go-reader index DIR | go-reader search DIR TERM | go-reader scalars")
	}
}

func readIndex(dir string, encoder *json.Encoder) error {
	return walkEntries(dir, func(file string, data []byte) error {
		result := fileResult{File: file}
		if decoded, err := decodeEntry(data); err != nil {
			result.Error = message(err)
		} else {
			result.Entry = decoded
		}
		return encoder.Encode(result)
	})
}

func search(dir, term string, encoder *json.Encoder) error {
	wanted := strings.ToLower(term)
	return walkEntries(dir, func(file string, data []byte) error {
		decoded, err := decodeEntry(data)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		text := decoded.Name + " " + decoded.Description + " " + strings.Join(decoded.Tags, " ")
		if !strings.Contains(strings.ToLower(text), wanted) {
			return nil
		}
		return encoder.Encode(decoded)
	})
}

// walkEntries takes every .yaml and .yml file for an entry, wherever it stands below dir.
func walkEntries(dir string, visit func(file string, data []byte) error) error {
	return filepath.WalkDir(dir, func(path string, item fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if item.IsDir() {
			if item.Name() == ".git" {
				return filepath.SkipDir
			}
			return nil
		}
		if extension := filepath.Ext(path); extension != ".yaml" && extension != ".yml" {
			return nil
		}
		file, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return visit(filepath.ToSlash(file), data)
	})
}

func decodeEntry(data []byte) (*entry, error) {
	var decoded entry
	if err := yaml.UnmarshalStrict(data, &decoded); err != nil {
		return nil, err
	}
	if decoded.Name == "" || decoded.OCIRef == "" {
		return nil, errors.New("name and ociRef are required")
	}
	return &decoded, nil
}

func readScalars(in io.Reader, encoder *json.Encoder) error {
	data, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	for _, scalar := range bytes.Split(data, []byte{0}) {
		var decoded struct {
			D string `json:"d"`
		}
		text := append([]byte("d: "), scalar...)
		result := scalarResult{}
		if err := yaml.UnmarshalStrict(append(text, '\n'), &decoded); err != nil {
			result.Error = message(err)
		} else {
			result.Value = &decoded.D
		}
		if err := encoder.Encode(result); err != nil {
			return err
		}
	}
	return nil
}

func message(err error) *string {
	text := err.Error()
	return &text
}
