import { z } from 'zod';
import { undo } from '@/lib/tasks';
import { DESTRUCTIVE, defineTool, writeOutput, written } from './define';

export const undoTool = defineTool({
  name: 'undo',
  title: 'Undo',
  description:
    'Takes back every field of the last batch of changes, or of the batch given. Undoing the batch_id of an undo redoes it.',
  input: z.strictObject({
    batch_id: z.uuid('Not a batch id of an earlier change.').toLowerCase().optional(),
  }),
  output: writeOutput,
  annotations: DESTRUCTIVE,
  execute: async ({ batch_id }, { scope, change }) => written(await undo(scope, change, batch_id)),
});
