/** The long form takes half an hour (FAULTS=long); a run is repeated with the seed that it printed. */
export const FAULTS = {
  long: process.env.FAULTS === 'long',
  seed: Number(process.env.FAULTS_SEED ?? Date.now() % 100_000),
};
