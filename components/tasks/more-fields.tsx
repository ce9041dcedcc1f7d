import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Input } from '../ui/input';
import type { Fields } from './edit-fields';
import { LabelledField } from './labelled-field';

type MoreFieldsProps = { fields: Fields; onChange: (patch: Partial<Fields>) => void };

/** Deadline, length, project and labels: folded away while none of them is set. */
export function MoreFields({ fields, onChange }: MoreFieldsProps) {
  const [open] = useState(() =>
    Boolean(fields.deadline || fields.duration || fields.project || fields.labels),
  );
  return (
    <details open={open} className="group/more">
      <summary className="flex w-fit cursor-pointer list-none items-center gap-1 rounded-md py-1 pe-2 font-medium text-[0.8125rem] text-ink-soft hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden="true"
          className="size-3.5 transition-transform group-open/more:rotate-90 rtl:-scale-x-100"
        />
        Deadline, length, project, labels
      </summary>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(8.5rem,1fr))] gap-2 pt-1">
        <LabelledField label="Deadline">
          <Input
            type="date"
            value={fields.deadline}
            onChange={(event) => onChange({ deadline: event.target.value })}
          />
        </LabelledField>
        <LabelledField label="Minutes it takes">
          <Input
            type="number"
            inputMode="numeric"
            min={1}
            max={1440}
            step={1}
            value={fields.duration}
            onChange={(event) => onChange({ duration: event.target.value })}
          />
        </LabelledField>
        <LabelledField label="Project">
          <Input
            dir="auto"
            autoComplete="off"
            value={fields.project}
            onChange={(event) => onChange({ project: event.target.value })}
          />
        </LabelledField>
        <LabelledField label="Labels">
          <Input
            dir="auto"
            autoComplete="off"
            placeholder="home, phone"
            value={fields.labels}
            onChange={(event) => onChange({ labels: event.target.value })}
          />
        </LabelledField>
      </div>
    </details>
  );
}
