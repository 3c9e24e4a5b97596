// Command substitute shows what Argo's own substitution makes of a template or a loop.
//
// Each line of standard input is a request, each line of standard output its reply.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"log"
	"os"

	apiv1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	wfv1 "github.com/argoproj/argo-workflows/v3/pkg/apis/workflow/v1alpha1"
	"github.com/argoproj/argo-workflows/v3/workflow/common"
	"github.com/argoproj/argo-workflows/v3/workflow/controller"
)

// longestLine bounds a request: Kubernetes itself stores no object this large.
const longestLine = 64 << 20

// request names one of a template, a task with a loop and a step with a loop.
type request struct {
	Template  *wfv1.Template     `json:"template"`
	Task      *wfv1.DAGTask      `json:"task"`
	Step      *wfv1.WorkflowStep `json:"step"`
	Arguments wfv1.Arguments     `json:"arguments"`
	// Global are the workflow's variables, such as `workflow.name`; for a loop, all that are known.
	Global common.Parameters `json:"global"`
	// Local are the node's variables, such as `pod.name`.
	Local common.Parameters `json:"local"`
}

type reply struct {
	Error string `json:"error,omitempty"`
	// Template is what ProcessArgs makes, before there is a pod.
	Template *wfv1.Template `json:"template,omitempty"`
	// Executed is the template as the executor in the pod reads it; Container is the main one.
	Executed  *wfv1.Template   `json:"executed,omitempty"`
	Container *apiv1.Container `json:"container,omitempty"`
	// Tasks and Steps are those that a loop makes.
	Tasks []wfv1.DAGTask      `json:"tasks,omitempty"`
	Steps []wfv1.WorkflowStep `json:"steps,omitempty"`
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, longestLine)
	replies := json.NewEncoder(os.Stdout)
	replies.SetEscapeHTML(false)
	for lines.Scan() {
		var asked request
		decoder := json.NewDecoder(bytes.NewReader(lines.Bytes()))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&asked); err != nil {
			log.Fatalf("not a request: %v", err)
		}
		if err := replies.Encode(answered(asked)); err != nil {
			log.Fatal(err)
		}
	}
	if err := lines.Err(); err != nil {
		log.Fatal(err)
	}
}

func answered(asked request) (answer reply) {
	defer func() {
		if crash := recover(); crash != nil {
			answer.Error = fmt.Sprintf("Argo panicked: %v", crash)
		}
	}()
	var err error
	switch {
	case asked.Task != nil:
		answer.Tasks, err = controller.ExpandTask(*asked.Task, asked.Global)
	case asked.Step != nil:
		answer.Steps, err = controller.ExpandStep(*asked.Step, asked.Global)
	case asked.Template != nil:
		answer, err = substituted(asked)
	default:
		err = fmt.Errorf("a request names a template, a task or a step")
	}
	if err != nil {
		answer.Error = err.Error()
	}
	return answer
}

func substituted(asked request) (answer reply, err error) {
	answer.Template, err = common.ProcessArgs(
		asked.Template, &asked.Arguments, asked.Global, asked.Local, false, "default", nil)
	if err != nil {
		return answer, err
	}
	main := mainContainer(answer.Template)
	if main == nil {
		return answer, nil
	}
	pod, err := podOf(answer.Template, *main, asked.Local[common.LocalVarPodName])
	if err != nil {
		return answer, err
	}
	pod, err = controller.SubstitutePodParams(pod, asked.Global, answer.Template)
	if err != nil {
		return answer, err
	}
	answer.Container = &pod.Spec.Containers[0]
	answer.Executed = &wfv1.Template{}
	err = json.Unmarshal([]byte(pod.Spec.InitContainers[0].Env[0].Value), answer.Executed)
	return answer, err
}

// mainContainer is the container that executeContainer or executeScript of the controller makes.
func mainContainer(tmpl *wfv1.Template) *apiv1.Container {
	if tmpl.Container != nil {
		return tmpl.Container.DeepCopy()
	}
	if tmpl.Script == nil {
		return nil
	}
	main := tmpl.Script.Container.DeepCopy()
	if tmpl.Script.Source != "" {
		main.Args = append(main.Args, common.ExecutorScriptSourcePath)
	}
	return main
}

// podOf holds the template where createWorkflowPod puts it: as text in a variable of the init
// container. That text is substituted once more, within JSON within JSON.
func podOf(tmpl *wfv1.Template, main apiv1.Container, name string) (*apiv1.Pod, error) {
	carried := tmpl.DeepCopy()
	carried.Inputs = wfv1.Inputs{Artifacts: carried.Inputs.Artifacts}
	text, err := json.Marshal(carried)
	if err != nil {
		return nil, err
	}
	main.Name = common.MainContainerName
	return &apiv1.Pod{
		ObjectMeta: metav1.ObjectMeta{Name: name},
		Spec: apiv1.PodSpec{
			Containers: []apiv1.Container{main},
			InitContainers: []apiv1.Container{{
				Name: common.InitContainerName,
				Env:  []apiv1.EnvVar{{Name: common.EnvVarTemplate, Value: string(text)}},
			}},
		},
	}, nil
}
