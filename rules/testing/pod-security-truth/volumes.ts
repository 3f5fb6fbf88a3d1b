import { allowed, forbiddenByRestricted, type JsonObject, type TruthCase } from './truth-case';

/** Every source that Restricted allows, as it is usually written. */
const ALLOWED: JsonObject = {
  configMap: { name: 'it' },
  csi: { driver: 'csi.example' },
  downwardAPI: { items: [{ path: 'name', fieldRef: { fieldPath: 'metadata.name' } }] },
  emptyDir: { medium: 'Memory' },
  ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'] } } },
  image: { reference: 'registry.example/data:1.0', pullPolicy: 'IfNotPresent' },
  persistentVolumeClaim: { claimName: 'it' },
  projected: { sources: [{ serviceAccountToken: { path: 'token' } }] },
  secret: { secretName: 'it' },
};

/** Every other source there is or was, and one that is still to come. */
const FORBIDDEN: JsonObject = {
  awsElasticBlockStore: { volumeID: 'it' },
  azureDisk: { diskName: 'it', diskURI: 'it' },
  azureFile: { secretName: 'it', shareName: 'it' },
  cephfs: { monitors: ['192.0.2.7:6789'] },
  cinder: { volumeID: 'it' },
  fc: { targetWWNs: ['500a0982991b8dc5'], lun: 2 },
  flexVolume: { driver: 'example/it' },
  flocker: { datasetName: 'it' },
  gcePersistentDisk: { pdName: 'it' },
  gitRepo: { repository: 'https://git.example/it' },
  glusterfs: { endpoints: 'it', path: 'it' },
  iscsi: { targetPortal: '192.0.2.7:3260', iqn: 'iqn.2001-04.example:it', lun: 0 },
  nfs: { server: '192.0.2.7', path: '/' },
  photonPersistentDisk: { pdID: 'it' },
  portworxVolume: { volumeID: 'it' },
  quobyte: { registry: '192.0.2.7:7861', volume: 'it' },
  rbd: { monitors: ['192.0.2.7:6789'], image: 'it' },
  scaleIO: { gateway: 'https://storage.example', system: 'it', secretRef: { name: 'it' } },
  storageos: { volumeName: 'it' },
  vsphereVolume: { volumePath: '[it] it' },
  volumeOfTheFuture: { name: 'it' },
};

const volumes = (...sources: readonly JsonObject[]): JsonObject => ({
  volumes: sources.map((source, index) => ({ name: `volume-${index}`, ...source })),
});

const allowedSources = Object.entries(ALLOWED).flatMap(([type, source]) => [
  allowed({ name: `with a volume of type ${type}`, pod: volumes({ [type]: source }) }),
  allowed({ name: `with an empty ${type}`, pod: volumes({ [type]: {} }) }),
  allowed({ name: `whose ${type} is null`, pod: volumes({ [type]: null }) }),
]);

const forbiddenSources = Object.entries(FORBIDDEN).flatMap(([type, source]) => [
  forbiddenByRestricted(
    { name: `with a volume of type ${type}`, pod: volumes({ [type]: source }) },
    { restrictedVolumes: 'always' },
  ),
  forbiddenByRestricted(
    { name: `with an empty ${type}`, pod: volumes({ [type]: {} }) },
    { restrictedVolumes: 'always' },
  ),
  allowed({ name: `whose ${type} is null`, pod: volumes({ [type]: null }) }),
]);

const hostPaths: readonly TruthCase[] = [
  withHostPath('with a volume of type hostPath', { hostPath: { path: '/srv/it', type: 'Directory' } }),
  withHostPath('with a harmless hostPath', { hostPath: { path: '/dev/null', type: 'File' } }),
  withHostPath('with an empty hostPath', { hostPath: {} }),
  withHostPath('with a hostPath without a path', { hostPath: { path: null } }),
  withHostPath(
    'with a hostPath among other volumes',
    { emptyDir: {} },
    { hostPath: { path: '/' } },
    { secret: {} },
  ),
  withHostPath('with several hostPaths', { hostPath: { path: '/' } }, { hostPath: { path: '/etc' } }),
  allowed({ name: 'whose hostPath is null', pod: volumes({ hostPath: null }) }),
  allowed({
    name: 'whose hostPath is null beside an emptyDir',
    pod: volumes({ hostPath: null, emptyDir: {} }),
  }),
];

function withHostPath(name: string, ...sources: readonly JsonObject[]): TruthCase {
  return {
    name,
    pod: volumes(...sources),
    baseline: { hostPathVolumes: 'always' },
    restricted: { restrictedVolumes: 'always' },
  };
}

/** The checks of volumes: where two levels forbid one, Restricted's check stands for both. */
export const volumeTypes: readonly TruthCase[] = [
  ...hostPaths,
  ...allowedSources,
  ...forbiddenSources,
  allowed({ name: 'with a volume that has no source', pod: volumes({}) }),
  allowed({ name: 'without volumes', pod: { volumes: [] } }),
  allowed({ name: 'whose volumes are null', pod: { volumes: null } }),
  allowed({
    name: 'with one volume of every type that is allowed',
    pod: volumes(...Object.entries(ALLOWED).map(([type, source]) => ({ [type]: source }))),
  }),
  forbiddenByRestricted(
    { name: 'whose last volume is of a forbidden type', pod: volumes({}, { emptyDir: {} }, { nfs: {} }) },
    { restrictedVolumes: 'always' },
  ),
  forbiddenByRestricted(
    { name: 'with a null emptyDir beside a forbidden source', pod: volumes({ emptyDir: null, nfs: {} }) },
    { restrictedVolumes: 'always' },
  ),
];
