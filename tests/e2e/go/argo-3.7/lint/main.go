// Command lint judges manifests as `argo lint --offline` does, many in one process.
//
// Each line of standard input is a request, each line of standard output its verdict. The
// manifests of one request are judged together: references are resolved among them alone.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/sirupsen/logrus"

	"github.com/argoproj/argo-workflows/v3/cmd/argo/lint"
	"github.com/argoproj/argo-workflows/v3/pkg/apiclient"
)

// longestLine bounds a request: Kubernetes itself stores no object this large.
const longestLine = 64 << 20

type request struct {
	// Manifests are texts as in files: YAML or JSON, each with one document or more.
	Manifests []string `json:"manifests"`
	// Lenient turns off the refusal of unknown and duplicate fields (`--strict=false`).
	Lenient bool `json:"lenient"`
}

type verdict struct {
	// Linted tells whether there was anything of a kind that Argo lints; without, Argo fails.
	Linted bool     `json:"linted"`
	Errors []string `json:"errors"`
	// Log is what Argo only logged: documents that it could not read and passed over.
	Log string `json:"log,omitempty"`
}

func main() {
	folder, err := os.MkdirTemp("", "argo-lint-")
	if err != nil {
		log.Fatal(err)
	}
	defer func() { _ = os.RemoveAll(folder) }()
	// Argo's messages quote the files' paths; relative ones are the same in each run.
	if err := os.Chdir(folder); err != nil {
		log.Fatal(err)
	}
	if err := serve(); err != nil {
		log.Print(err)
		_ = os.RemoveAll(folder)
		os.Exit(1)
	}
}

func serve() error {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, longestLine)
	replies := json.NewEncoder(os.Stdout)
	replies.SetEscapeHTML(false)
	for lines.Scan() {
		var asked request
		decoder := json.NewDecoder(bytes.NewReader(lines.Bytes()))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&asked); err != nil {
			return fmt.Errorf("not a request: %w", err)
		}
		if err := replies.Encode(judge(asked)); err != nil {
			return err
		}
	}
	return lines.Err()
}

func judge(asked request) (found verdict) {
	var logged bytes.Buffer
	logrus.SetOutput(&logged)
	logrus.SetLevel(logrus.ErrorLevel)
	logrus.SetFormatter(&logrus.TextFormatter{DisableTimestamp: true})
	found.Errors = []string{}
	defer func() {
		if crash := recover(); crash != nil {
			found.Errors = append(found.Errors, fmt.Sprintf("Argo panicked: %v", crash))
		}
		found.Log = logged.String()
	}()
	files, err := written(asked.Manifests)
	if err == nil {
		err = lintFiles(files, !asked.Lenient, &found)
	}
	if err != nil {
		found.Errors = append(found.Errors, err.Error())
	}
	return found
}

func written(manifests []string) ([]string, error) {
	old, err := filepath.Glob("*.yaml")
	if err != nil {
		return nil, err
	}
	for _, name := range old {
		if err := os.Remove(name); err != nil {
			return nil, err
		}
	}
	var files []string
	for i, text := range manifests {
		name := fmt.Sprintf("manifest-%d.yaml", i+1)
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			return nil, err
		}
		files = append(files, name)
	}
	return files, nil
}

func lintFiles(files []string, strict bool, found *verdict) error {
	ctx, client, err := apiclient.NewClientFromOpts(apiclient.Opts{
		Offline:      true,
		OfflineFiles: files,
		Context:      context.Background(),
	})
	if err != nil {
		return err
	}
	clients, err := serviceClients(client)
	if err != nil {
		return err
	}
	results, err := lint.Lint(ctx, &lint.LintOptions{Files: files, Strict: strict, ServiceClients: clients})
	if err != nil {
		return err
	}
	for _, result := range results.Results {
		found.Linted = found.Linted || result.Linted
		for _, err := range result.Errs {
			found.Errors = append(found.Errors, err.Error())
		}
	}
	return nil
}

func serviceClients(client apiclient.Client) (clients lint.ServiceClients, err error) {
	clients.WorkflowsClient = client.NewWorkflowServiceClient()
	if clients.WorkflowTemplatesClient, err = client.NewWorkflowTemplateServiceClient(); err != nil {
		return clients, err
	}
	if clients.CronWorkflowsClient, err = client.NewCronWorkflowServiceClient(); err != nil {
		return clients, err
	}
	clients.ClusterWorkflowTemplateClient, err = client.NewClusterWorkflowTemplateServiceClient()
	return clients, err
}
