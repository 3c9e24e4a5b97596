package controller

import (
	apiv1 "k8s.io/api/core/v1"

	wfv1 "github.com/argoproj/argo-workflows/v3/pkg/apis/workflow/v1alpha1"
	"github.com/argoproj/argo-workflows/v3/workflow/common"
)

// Added at build time, so that the substitution of a program of ours is the controller's own.

// ExpandTask makes the tasks of a loop, as the controller does.
func ExpandTask(task wfv1.DAGTask, known common.Parameters) ([]wfv1.DAGTask, error) {
	scope := make(map[string]any, len(known))
	for name, value := range known {
		scope[name] = value
	}
	return expandTask(task, scope)
}

// ExpandStep makes the steps of a loop, as the controller does.
func ExpandStep(step wfv1.WorkflowStep, known common.Parameters) ([]wfv1.WorkflowStep, error) {
	woc := &wfOperationCtx{globalParams: known}
	return woc.expandStep(step, createScope(nil))
}

// SubstitutePodParams is the controller's last pass, over the pod that it is about to create.
func SubstitutePodParams(pod *apiv1.Pod, known common.Parameters, tmpl *wfv1.Template) (*apiv1.Pod, error) {
	return substitutePodParams(pod, known, tmpl)
}
