import { audit2019 } from './audit-2019';
import { auditAnnouncement } from './audit-announcement';
import { cis } from './cis';
import { guideAnnouncement } from './guide-announcement';
import { nsaCisa } from './nsa-cisa';
import { owasp2022, owasp2025 } from './owasp';
import { podSecurityStandards } from './pod-security-standards';
import type { Source } from './source';

/** Every source, in the order of the page. */
export const sources: readonly Source[] = [
  podSecurityStandards,
  nsaCisa,
  audit2019,
  cis,
  owasp2025,
  owasp2022,
  auditAnnouncement,
  guideAnnouncement,
];
