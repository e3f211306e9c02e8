import { Construct } from 'constructs';
import { RootTask } from './root-task';
import { warn } from '../../private/warnings';
import { OrganizationSettings } from '../settings/organization-settings';

const OF_CREDENTIALS: RootTask[] = [
  RootTask.IAM_AUDIT_ROOT_USER_CREDENTIALS, RootTask.IAM_CREATE_ROOT_USER_PASSWORD, RootTask.IAM_DELETE_ROOT_USER_CREDENTIALS,
];

/** Warns at synth if no settings of the app enable the features of central root access that the tasks need. */
export function warnUnlessRootAccessIsCentral(role: Construct, tasks: RootTask[]): void {
  role.node.addValidation({
    validate: () => {
      // In any stage: the role may belong to a delegated administrator.
      const settings = role.node.root.node.findAll().filter((each) => each instanceof OrganizationSettings);
      const missing = [
        ...tasks.some((task) => OF_CREDENTIALS.includes(task)) && !settings.some(({ rootCredentialsManagement }) => rootCredentialsManagement) ? ['rootCredentialsManagement'] : [],
        ...tasks.some((task) => !OF_CREDENTIALS.includes(task)) && !settings.some(({ rootSessions }) => rootSessions) ? ['rootSessions'] : [],
      ];
      if (missing.length > 0) {
        warn(role, 'rootAccessNotCentral', `STS refuses the tasks of the role until the organization enables them. Set ${missing.join(' and ')} of OrganizationSettings, or acknowledge this if it is enabled already`);
      }
      return [];
    },
  });
}
