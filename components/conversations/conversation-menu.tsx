'use client';

import {
  Archive,
  Braces,
  Ellipsis,
  FileText,
  Link as LinkIcon,
  Pencil,
  Pin,
  PinOff,
  Trash2,
} from 'lucide-react';
import type { ConversationSummary } from '@/lib/conversations';
import { Button } from '../ui/button';
import { Menu, MenuItem, MenuLink, MenuSeparator } from '../ui/menu';

type MenuProps = {
  conversation: ConversationSummary;
  onPin: () => void;
  onRename: () => void;
  onShare: () => void;
  onArchive: () => void;
  onDelete: () => void;
};

/** What a person can do with a conversation of the list. */
export function ConversationMenu({ conversation, ...on }: MenuProps) {
  const { id, title, pinned } = conversation;
  return (
    <Menu
      trigger={
        <Button
          variant="quiet"
          size="icon-sm"
          aria-label={`Options for ${title}`}
          className="m-0.5 text-ink-faint hover:text-ink"
        >
          <Ellipsis aria-hidden="true" className="size-4" />
        </Button>
      }
    >
      <MenuItem onClick={on.onPin}>
        {pinned ? <PinOff aria-hidden="true" /> : <Pin aria-hidden="true" />}
        {pinned ? 'Unpin' : 'Pin'}
      </MenuItem>
      <MenuItem onClick={on.onRename}>
        <Pencil aria-hidden="true" /> Rename
      </MenuItem>
      <MenuItem onClick={on.onShare}>
        <LinkIcon aria-hidden="true" /> Share…
      </MenuItem>
      <MenuSeparator />
      <MenuLink render={<a href={`/api/conversations/${id}/export?format=md`} download />}>
        <FileText aria-hidden="true" /> Export as Markdown
      </MenuLink>
      <MenuLink render={<a href={`/api/conversations/${id}/export?format=json`} download />}>
        <Braces aria-hidden="true" /> Export as JSON
      </MenuLink>
      <MenuSeparator />
      <MenuItem onClick={on.onArchive}>
        <Archive aria-hidden="true" /> Archive
      </MenuItem>
      <MenuItem danger onClick={on.onDelete}>
        <Trash2 aria-hidden="true" /> Delete
      </MenuItem>
    </Menu>
  );
}
