import { useCombobox } from '@mantine/core';
import { useEffect, useState } from 'react';

/** A list with a search field that is opened from outside: by a key, a menu or its own button. */
export function useSearchMenu(opened: boolean, onClose: () => void) {
  const [search, setSearch] = useState('');
  const combobox = useCombobox({ opened, onDropdownClose: onClose });
  const { openDropdown, closeDropdown, focusSearchInput } = combobox;
  useEffect(() => {
    if (!opened) return closeDropdown();
    setSearch('');
    openDropdown();
    focusSearchInput();
  }, [opened, openDropdown, closeDropdown, focusSearchInput]);
  const wanted = search.trim().toLocaleLowerCase();
  return { search, setSearch, combobox, fits: (text: string) => text.toLocaleLowerCase().includes(wanted) };
}
