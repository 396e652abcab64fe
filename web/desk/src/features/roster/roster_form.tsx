import { Button, Drawer, Group, NumberInput, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Fragment, type ReactNode, useState } from 'react';
import { client } from '../../platform/client.ts';
import { useT } from '../../platform/i18n.tsx';
import { notifyDone, notifyProblem } from '../../platform/notify.tsx';
import { DeleteButton } from '../../platform/resource/resource_form.tsx';
import { useZone } from '../../platform/time_text.tsx';
import { useTeamOptions, zoneOptions } from '../accounts/admin/options.ts';
import { freshLayer, LayerField } from './layer_field.tsx';
import { type Layer, type Requirement, type Roster, refreshRosters } from './queries.ts';
import { freshRequirement, RequirementField } from './requirement_field.tsx';
import { fromInput } from './wall.ts';

interface Props {
  roster: Roster | null;
  onClose: () => void;
  onSaved: (roster: Roster) => void;
}

const usualRest = 11;

interface Form {
  name: string;
  team_id: number | null;
  time_zone: string;
  layers: Layer[];
  requirements: Requirement[];
  rest_hours: number;
  week_hours: number;
}

/** The form's words, and how they become what counts. */
function useForm({ roster, onClose, onSaved }: Props) {
  const t = useT();
  const zone = useZone();
  const [form, setForm] = useState<Form>(() =>
    roster
      ? {
          name: roster.name,
          team_id: roster.team_id ?? null,
          time_zone: roster.time_zone,
          layers: roster.layers,
          requirements: roster.requirements,
          rest_hours: roster.rest_hours,
          week_hours: roster.week_hours,
        }
      : {
          name: '',
          team_id: null,
          time_zone: zone.timeZone,
          layers: [freshLayer(t('desk.roster.first_layer'))],
          requirements: [freshRequirement(t('desk.roster.somebody'))],
          rest_hours: usualRest,
          week_hours: 0,
        },
  );
  const [fromText, setFromText] = useState('');
  const [busy, setBusy] = useState(false);
  const set = (part: Partial<Form>) => setForm({ ...form, ...part });
  const run = async <Done,>(work: Promise<Done>, done: (result: Done) => void) => {
    setBusy(true);
    try {
      const result = await work;
      await refreshRosters();
      notifyDone(t('desk.roster.saved'));
      done(result);
      onClose();
    } catch (error) {
      notifyProblem(error, t);
      setBusy(false);
    }
  };
  const save = () => {
    const begins = fromInput(fromText, form.time_zone);
    const body = { ...form, ...(roster && begins !== null ? { from_at: new Date(begins).toISOString() } : {}) };
    const work = roster ? client.patch<Roster>(`/rosters/${roster.id}`, body) : client.post<Roster>('/rosters', body);
    return run(work, onSaved);
  };
  const remove = () => run(client.delete(`/rosters/${roster?.id}`), () => {});
  return { form, set, fromText, setFromText, busy, save, remove };
}

/** The plan of a roster. What is changed holds from now on, or from a later moment; what was stays as it was. */
export function RosterForm(props: Props) {
  const { roster, onClose } = props;
  const t = useT();
  const { form, set, fromText, setFromText, busy, save, remove } = useForm(props);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={t(roster ? 'desk.roster.edit' : 'desk.roster.new')}
      closeButtonProps={{ 'aria-label': t('desk.action.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap="sm">
          <Basics form={form} set={set} />
          <Layers value={form.layers} onChange={(layers) => set({ layers })} />
          <Requirements value={form.requirements} onChange={(requirements) => set({ requirements })} />
          <Rest form={form} set={set} />
          {roster && <HoldsFrom zone={form.time_zone} value={fromText} onChange={setFromText} />}
          <Group justify="space-between">
            {roster ? <DeleteButton onDelete={() => void remove()} /> : <span />}
            <Button type="submit" loading={busy}>
              {t('desk.action.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Drawer>
  );
}

interface SectionProps<One> {
  name: 'layers' | 'requirements';
  add: string;
  value: One[];
  onChange: (value: One[]) => void;
  fresh: () => One;
  render: (one: One, at: number, onChange: (changed: One) => void, onRemove: () => void) => ReactNode;
}

/** Parts of the plan, one below the other, with a button for one more. */
function Section<One>({ name, add, value, onChange, fresh, render }: SectionProps<One>) {
  const t = useT();
  return (
    <section>
      <Title order={3} size="h5">
        {t(`desk.roster.${name}`)}
      </Title>
      <Text size="xs" c="dimmed" mb="xs">
        {t(`desk.roster.${name}_hint`)}
      </Text>
      <Stack gap="sm">
        {value.map((part, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a part has no name but its place
          <Fragment key={at}>
            {render(
              part,
              at,
              (changed) => onChange(value.map((one, index) => (index === at ? changed : one))),
              () => onChange(value.filter((_, index) => index !== at)),
            )}
          </Fragment>
        ))}
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={12} aria-hidden />}
          onClick={() => onChange([...value, fresh()])}
        >
          {add}
        </Button>
      </Stack>
    </section>
  );
}

interface PartsProps<One> {
  value: One[];
  onChange: (value: One[]) => void;
}

function Layers({ value, onChange }: PartsProps<Layer>) {
  const t = useT();
  const swap = (at: number, by: number) => {
    const next = [...value];
    const [one, other] = [next[at], next[at + by]];
    if (one && other) [next[at], next[at + by]] = [other, one];
    onChange(next);
  };
  return (
    <Section
      name="layers"
      add={t('desk.roster.add_layer')}
      value={value}
      onChange={onChange}
      fresh={() => freshLayer('')}
      render={(layer, at, change, remove) => (
        <LayerField
          value={layer}
          place={at}
          last={at === value.length - 1}
          onChange={change}
          onRemove={remove}
          onSwap={(by) => swap(at, by)}
        />
      )}
    />
  );
}

function Requirements({ value, onChange }: PartsProps<Requirement>) {
  const t = useT();
  return (
    <Section
      name="requirements"
      add={t('desk.roster.add_requirement')}
      value={value}
      onChange={onChange}
      fresh={() => freshRequirement('')}
      render={(requirement, _, change, remove) => <RequirementField value={requirement} onChange={change} onRemove={remove} />}
    />
  );
}

function Basics({ form, set }: { form: Form; set: (part: Partial<Form>) => void }) {
  const t = useT();
  return (
    <>
      <TextInput
        label={t('desk.field.name')}
        required
        data-autofocus
        maxLength={100}
        value={form.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <Select
        label={t('desk.field.team_id')}
        clearable
        clearButtonProps={{ 'aria-label': t('desk.action.clear') }}
        data={useTeamOptions()}
        value={form.team_id === null ? null : String(form.team_id)}
        onChange={(team) => set({ team_id: team === null ? null : Number(team) })}
      />
      <Select
        label={t('desk.field.time_zone')}
        searchable
        allowDeselect={false}
        data={zoneOptions()}
        value={form.time_zone}
        onChange={(time_zone) => time_zone && set({ time_zone })}
      />
    </>
  );
}

/** Beyond these a change of duty warns. */
function Rest({ form, set }: { form: Form; set: (part: Partial<Form>) => void }) {
  const t = useT();
  const limits = [
    ['rest_hours', 48],
    ['week_hours', 168],
  ] as const;
  return (
    <Group gap="sm" grow>
      {limits.map(([name, max]) => (
        <NumberInput
          key={name}
          label={t(`desk.roster.${name}`)}
          description={t('desk.roster.limit_hint')}
          min={0}
          max={max}
          allowDecimal={false}
          value={form[name]}
          onChange={(hours) => set({ [name]: Number(hours) || 0 })}
        />
      ))}
    </Group>
  );
}

function HoldsFrom({ zone, value, onChange }: { zone: string; value: string; onChange: (value: string) => void }) {
  const t = useT();
  return (
    <TextInput
      type="datetime-local"
      label={t('desk.roster.from_at')}
      description={t('desk.roster.from_at_hint', { zone: zone.replaceAll('_', ' ') })}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
