// Flux's own client, as a second opinion on what we push, pull and read.
//
//	flux-client push REFERENCE FOLDER SOURCE REVISION CREATED   pushes a folder, prints the reference
//	flux-client pull REFERENCE FOLDER                           pulls into a folder, prints metadata
//	flux-client read FOLDER                                     reads every archive of a folder
//
// read prints one JSON object a file: {"file", "files": {path: sha256}, "error"}.
//
// go-containerregistry is held below 0.22, with which Flux's configs name no layer.
package main

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/fluxcd/pkg/oci"
	"github.com/fluxcd/pkg/sourceignore"
)

func main() {
	if err := run(os.Args[1], os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(command string, args []string) error {
	client := oci.NewClient(oci.DefaultOptions())
	switch command {
	case "push":
		reference, err := client.Push(context.Background(), args[0], args[1],
			oci.WithPushIgnorePaths(ignoredByDefault()...),
			oci.WithPushMetadata(oci.Metadata{Source: args[2], Revision: args[3], Created: args[4]}))
		if err != nil {
			return err
		}
		return print(map[string]string{"reference": reference})
	case "pull":
		metadata, err := client.Pull(context.Background(), args[0], args[1])
		if err != nil {
			return err
		}
		return print(metadata)
	case "read":
		return readAll(args[0])
	}
	return fmt.Errorf("unknown command %q", command)
}

// ignoredByDefault is what the command flux push artifact leaves out.
func ignoredByDefault() []string {
	return strings.Split(sourceignore.ExcludeVCS+","+sourceignore.ExcludeExt, ",")
}

func readAll(folder string) error {
	names, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil {
		return err
	}
	for _, name := range names {
		files, err := readArchive(name)
		line := map[string]any{"file": filepath.Base(name), "files": files, "error": nil}
		if err != nil {
			line["error"] = err.Error()
		}
		if err := print(line); err != nil {
			return err
		}
	}
	return nil
}

// readArchive reads regular files as Flux's Untar does, without writing them.
func readArchive(name string) (map[string]string, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	compressed, err := gzip.NewReader(file)
	if err != nil {
		return nil, err
	}
	files := map[string]string{}
	reader := tar.NewReader(compressed)
	for {
		header, err := reader.Next()
		if errors.Is(err, io.EOF) {
			_, err = io.Copy(io.Discard, compressed)
			return files, err
		}
		if err != nil {
			return nil, err
		}
		if header.Typeflag != tar.TypeReg {
			continue
		}
		hash := sha256.New()
		if _, err := io.Copy(hash, reader); err != nil {
			return nil, err
		}
		files[strings.TrimPrefix(header.Name, "./")] = hex.EncodeToString(hash.Sum(nil))
	}
}

func print(value any) error {
	return json.NewEncoder(os.Stdout).Encode(value)
}
