'use client';

import { useId, useRef, useState } from 'react';
import { useShell } from '../layout/shell-context';
import { Input, NativeSelect } from '../ui/input';
import { LabelledField } from './labelled-field';
import type { ReadRepeat } from './read-repeat';
import { commonRules, isCommon, type Repeat } from './repeat-rules';

type RepeatFieldProps = {
  repeat: Repeat;
  /** The rule in words, for a field that begins with one of its own. */
  words: string;
  /** `first` is the rule's first day, 'YYYY-MM-DD', where the words say one. */
  onChange: (repeat: Repeat, first?: string | null) => void;
};

/** How a task repeats: one of the common rules, or any other in words. */
export function RepeatField({ repeat, words, onChange }: RepeatFieldProps) {
  const [own, setOwn] = useState(repeat.rule !== '' && !isCommon(repeat.rule));
  const choice = own ? 'own' : repeat.rule;
  return (
    <>
      <LabelledField label="Repeats">
        <NativeSelect
          value={choice}
          onChange={({ target: { value } }) => {
            setOwn(value === 'own');
            if (value !== 'own') onChange({ rule: value, from: value ? repeat.from : 'due' });
          }}
        >
          <option value="">Never</option>
          {Object.entries(commonRules).map(([rule, said]) => (
            <option key={rule} value={rule}>
              {said}
            </option>
          ))}
          <option value="own">In words…</option>
        </NativeSelect>
      </LabelledField>
      {own ? <RuleInWords words={words} onRead={onChange} /> : null}
      {repeat.rule ? (
        <LabelledField label="Counted from">
          <NativeSelect
            value={repeat.from}
            onChange={({ target: { value } }) =>
              onChange({ ...repeat, from: value === 'completion' ? 'completion' : 'due' })
            }
          >
            <option value="due">Its date</option>
            <option value="completion">The day it is done</option>
          </NativeSelect>
        </LabelledField>
      ) : null}
    </>
  );
}

type RuleInWordsProps = {
  words: string;
  onRead: (repeat: Repeat, first: string | null) => void;
};

/** "every other friday": read while it is written, and the form is not sent before it can be kept. */
function RuleInWords({ words, onRead }: RuleInWordsProps) {
  const { habits } = useShell();
  const [text, setText] = useState(words);
  const [read, setRead] = useState<ReadRepeat | null>(null);
  const latest = useRef(text);
  const hint = useId();

  async function write(input: HTMLInputElement) {
    const next = input.value;
    latest.current = next;
    setText(next);
    const { readRepeat } = await import('./read-repeat');
    if (latest.current !== next) return;
    const rule = readRepeat(next, { ...habits, now: new Date() });
    setRead(rule);
    input.setCustomValidity('reason' in rule ? rule.reason : '');
    if (!('reason' in rule)) onRead({ rule: rule.rule, from: rule.from }, rule.first);
  }

  const refused = read !== null && 'reason' in read;
  return (
    <div className="col-span-full">
      <LabelledField label="How often">
        <Input
          required
          dir="auto"
          autoComplete="off"
          maxLength={200}
          placeholder="every 2 weeks on Tuesday"
          aria-describedby={hint}
          aria-invalid={refused}
          value={text}
          onChange={(event) => void write(event.target)}
        />
      </LabelledField>
      <p
        id={hint}
        role="status"
        className={
          refused
            ? 'pt-1 text-[0.8125rem] text-danger-ink empty:hidden'
            : 'pt-1 text-[0.8125rem] text-ink-faint empty:hidden'
        }
      >
        {refused ? read.reason : read && read.words !== text ? `Read as ${read.words}.` : ''}
      </p>
    </div>
  );
}
