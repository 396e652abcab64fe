import { languages } from '@goodhost/shared/messages.ts';
import { Checkbox, ColorInput, Fieldset, MultiSelect, NumberInput, Select, Stack, TagsInput, Textarea, TextInput } from '@mantine/core';
import { type MessageKey, useT, useWords } from '../i18n.tsx';
import type { FieldSpec } from './spec.ts';
import type { Form } from './values.ts';

interface FieldProps {
  field: FieldSpec;
  form: Form;
  error: string | undefined;
  focus: boolean;
  onChange: (value: unknown) => void;
}

export function FormField({ field, form, error, focus, onChange }: FieldProps) {
  const t = useT();
  const value = form[field.name];
  const label = t(field.label ?? (`desk.field.${field.name}` as MessageKey));
  const description = field.hint ? t(field.hint) : undefined;
  const shared = { label, description, error, required: field.required, 'data-autofocus': focus || undefined };
  switch (field.kind) {
    case 'boolean':
      return (
        <Checkbox
          label={label}
          description={description}
          error={error}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'number':
    case 'money':
      return <NumberField value={value} cents={field.kind === 'money'} shared={shared} onChange={onChange} />;
    case 'tags':
      return (
        <TagsInput
          {...shared}
          value={Array.isArray(value) ? value : []}
          onChange={onChange}
          acceptValueOnBlur
          data={field.options?.map((one) => one.value)}
        />
      );
    case 'select':
    case 'multi':
      return <Choice field={field} value={value} shared={shared} onChange={onChange} />;
    case 'translations':
      return <Translations label={label} value={(value ?? {}) as Record<string, string>} required={field.required} onChange={onChange} />;
    case 'custom':
      return <>{field.render?.(value, onChange, form)}</>;
    default:
      return <TextField kind={field.kind} text={typeof value === 'string' ? value : ''} shared={shared} onChange={onChange} />;
  }
}

function NumberField({
  value,
  cents,
  shared,
  onChange,
}: {
  value: unknown;
  cents: boolean;
  shared: Shared;
  onChange: (value: unknown) => void;
}) {
  const unit = cents ? 100 : 1;
  return (
    <NumberInput
      {...shared}
      hideControls
      value={typeof value === 'number' ? value / unit : ''}
      decimalScale={cents ? 2 : 0}
      fixedDecimalScale={cents}
      onChange={(next) => onChange(next === '' ? null : Math.round(Number(next) * unit))}
    />
  );
}

function TextField({
  kind,
  text,
  shared,
  onChange,
}: {
  kind: FieldSpec['kind'];
  text: string;
  shared: Shared;
  onChange: (value: unknown) => void;
}) {
  if (kind === 'textarea')
    return (
      <Textarea {...shared} autosize minRows={2} maxRows={10} value={text} onChange={(event) => onChange(event.currentTarget.value)} />
    );
  if (kind === 'color')
    return <ColorInput {...shared} value={text} onChange={onChange} format="hex" eyeDropperButtonProps={{ 'aria-label': shared.label }} />;
  if (kind !== 'date') return <TextInput {...shared} value={text} onChange={(event) => onChange(event.currentTarget.value)} />;
  return (
    <TextInput
      {...shared}
      type="date"
      value={text.slice(0, 10)}
      onChange={(event) => onChange(event.currentTarget.value ? `${event.currentTarget.value}T00:00:00Z` : null)}
    />
  );
}

type Shared = { label: string; description: string | undefined; error: string | undefined; required: boolean | undefined };

function Choice({
  field,
  value,
  shared,
  onChange,
}: {
  field: FieldSpec;
  value: unknown;
  shared: Shared;
  onChange: (value: unknown) => void;
}) {
  const t = useT();
  const back = (text: string) => (field.numeric ? Number(text) : text);
  if (field.kind === 'multi') {
    return (
      <MultiSelect
        {...shared}
        searchable
        data={field.options ?? []}
        value={Array.isArray(value) ? value.map(String) : []}
        onChange={(chosen) => onChange(chosen.map(back))}
      />
    );
  }
  return (
    <Select
      {...shared}
      searchable
      clearable={!field.required}
      clearButtonProps={{ 'aria-label': t('desk.action.clear') }}
      allowDeselect={!field.required}
      data={field.options ?? []}
      value={value === null || value === undefined ? null : String(value)}
      onChange={(chosen) => onChange(chosen === null ? null : back(chosen))}
    />
  );
}

/** One text in each of the desk's languages; a missing one falls back to English. */
function Translations({
  label,
  value,
  required,
  onChange,
}: {
  label: string;
  value: Record<string, string>;
  required: boolean | undefined;
  onChange: (value: unknown) => void;
}) {
  const { language } = useWords();
  const names = new Intl.DisplayNames([language], { type: 'language' });
  return (
    <Fieldset legend={label} p="sm">
      <Stack gap={6}>
        {languages.map((one) => (
          <TextInput
            key={one}
            size="xs"
            label={names.of(one)}
            required={required && one === 'en'}
            lang={one}
            value={value[one] ?? ''}
            onChange={(event) => {
              const { [one]: _old, ...rest } = value;
              onChange(event.currentTarget.value === '' ? rest : { ...rest, [one]: event.currentTarget.value });
            }}
          />
        ))}
      </Stack>
    </Fieldset>
  );
}
