import { ErrorId } from '../../../src/private/rules/error-ids';
import { ErrorRule } from '../rule';

/** Who may assume a role with a token, an assertion or a certificate. */
export const FEDERATION = {
  'oidc-subject-open': {
    what: 'The subject of a trust is missing or empty, begins with a wildcard, or has a wildcard in a part that names the owner.',
    why: 'A stranger with a token of the same issuer can assume the role.',
    fix: 'Name the subject: the repository, the branch, the project or the user. A wildcard may only follow the part that names the owner.',
  },
  'oidc-audience-open': {
    what: 'The audience (`aud`) of a trust is missing, empty or a pattern.',
    why: 'A token that the issuer made for any other application is accepted too.',
    fix: 'Name one audience in full, such as `sts.amazonaws.com`.',
  },
  'oidc-shared-issuer': {
    what: 'The issuer serves many customers, such as GitHub or HCP Terraform, and the subject or audience does not name one of them.',
    why: 'Every customer of the issuer can get a token that the role accepts.',
    fix: 'Begin the value with your organization, in the form that the message shows.',
  },
  'oidc-session-name-open': {
    what: 'The tokens of the issuer are the same for all its customers, except for the name of the session.',
    why: 'Every customer of the issuer can assume the role.',
    fix: 'Require the name that the issuer gives you, by a condition on `sts:RoleSessionName`.',
  },
  'oidc-issuer-without-tls': {
    what: 'The URL of an OIDC provider does not begin with `https://`.',
    why: 'Anyone on the network can replace the keys of the issuer and sign their own tokens.',
    fix: 'Use the `https://` URL of the issuer.',
  },
  'cognito-guests': {
    what: 'A trust admits an identity pool without a condition that the user signed in.',
    why: 'Guests of the pool, who did not sign in, can assume the role.',
    fix: 'Use `RoleTrust.oidc` with `CognitoSubject.signedIn` or `CognitoSubject.identities`.',
  },
  'saml-audience-open': {
    what: 'The audience of a SAML trust (`SAML:aud`) is not the URL of an AWS sign-in endpoint.',
    why: 'An assertion that the identity provider made for another application is accepted too.',
    fix: 'Use `RoleTrust.saml`, which requires the endpoint, or name the endpoints in `audiences`.',
  },
  'saml-attribute-open': {
    what: 'The required value of a SAML attribute consists of wildcards.',
    why: 'Every user with the attribute can assume the role, whatever its value.',
    fix: 'Name at least a part of the value, or remove the attribute.',
  },
  'saml-metadata-doctype': {
    what: 'SAML metadata has a document type declaration.',
    why: 'The declaration can define entities, the usual way to attack a parser of XML. Metadata needs none.',
    fix: 'Remove the declaration, or export the metadata again.',
  },
  'saml-metadata-unsigned': {
    what: 'SAML metadata contains no signing certificate of the identity provider.',
    why: 'IAM cannot verify who made an assertion.',
    fix: 'Export metadata with a signing certificate.',
  },
  'certificate-too-weak': {
    what: 'A certificate has a key that is too short, or a signature with MD5 or SHA-1.',
    why: 'An attacker with enough computers can forge it. AWS rejects it.',
    fix: 'Issue a new certificate, with SHA-256 and a key of at least 2,048 bits (RSA) or 256 bits (EC).',
  },
  'certificate-not-of-authority': {
    what: 'The certificate of a trust anchor is not one of an authority: it lacks `CA:TRUE` or the key usage Certificate Sign.',
    why: 'A trust anchor trusts every certificate that its authority signs. The certificate of a machine signs none.',
    fix: 'Use the certificate of the authority that issued it.',
  },
  'roles-anywhere-any-machine': {
    what: 'A trust of IAM Roles Anywhere names no machine, or only wildcards.',
    why: 'Every machine with a certificate of the authority can assume the role.',
    fix: 'Name the common names of the subject and of the issuer, or at least a part of them.',
  },
  'roles-anywhere-any-trust-anchor': {
    what: 'A trust of IAM Roles Anywhere names no trust anchor.',
    why: 'The certificates of every trust anchor of the account, also of a later one, can assume the role.',
    fix: 'Use `RoleTrust.rolesAnywhere`, which requires `trustAnchors`.',
  },
} satisfies { [id in ErrorId]?: ErrorRule };
